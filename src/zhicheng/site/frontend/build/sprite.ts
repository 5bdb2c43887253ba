import { readFileSync } from "node:fs";
import type { Plugin } from "vite";
import icons from "../icons.json" with { type: "json" };

/** One <symbol> of the sprite: the icon's drawing without its frame. */
function symbol(name: string): string {
  const file = new URL(`../node_modules/bootstrap-icons/icons/${name}.svg`, import.meta.url);
  const drawing = readFileSync(file, "utf8").replace(/^[\s\S]*?<svg[^>]*>|<\/svg>\s*$/g, "");
  return `<symbol id="${name}" viewBox="0 0 16 16" fill="currentColor">${drawing}</symbol>`;
}

/** Writes icons.svg with those Bootstrap icons that icons.json names, and no others. */
export function iconSprite(): Plugin {
  return {
    name: "icon-sprite",
    generateBundle() {
      const source = `<svg xmlns="http://www.w3.org/2000/svg">${icons.map(symbol).join("")}</svg>`;
      this.emitFile({ type: "asset", fileName: "icons.svg", source });
    },
  };
}
