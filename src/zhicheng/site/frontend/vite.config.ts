import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { iconSprite } from "./build/sprite.ts";

// The names of the output are fixed: Django's static files storage adds the hashes.
export default defineConfig({
  plugins: [iconSprite()],
  css: {
    preprocessorOptions: {
      // Bootstrap 5.3 is written with @import and old colour functions; its authors keep it so until 6.
      scss: { quietDeps: true, silenceDeprecations: ["import", "global-builtin", "color-functions", "if-function"] },
    },
  },
  build: {
    outDir: fileURLToPath(new URL("../static/built", import.meta.url)),
    emptyOutDir: true,
    chunkSizeWarningLimit: 800,
    target: ["es2020", "chrome87", "firefox78", "safari14"],
    rolldownOptions: {
      input: {
        zhicheng: fileURLToPath(new URL("./src/main.ts", import.meta.url)),
        // Fetched only by pages that have a chart (src/charting.ts): ECharts is larger than all the rest.
        charts: fileURLToPath(new URL("./src/charts.ts", import.meta.url)),
      },
      // htmx holds an eval for hx-on and filters; the pages forbid it (allowEval: false, and no unsafe-eval).
      checks: { eval: false, pluginTimings: false },
      output: { entryFileNames: "[name].js", assetFileNames: "[name][extname]" },
    },
  },
});
