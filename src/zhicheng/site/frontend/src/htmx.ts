// HTMX, and what the reader is told when a fragment does not arrive.
// Its settings stand in the page (<meta name="htmx-config">), its CSRF header in <body hx-headers>.
import htmx from "htmx.org";
import { announce } from "./announce";

interface ResponseDetail {
  xhr: XMLHttpRequest;
}

function explain(status: number, refusal: string | null): string {
  if (status === 401) return "登录已失效，操作未送达；已填写的内容仍在页面上。请在新窗口登录，复制内容后刷新本页。";
  if (refusal === "stale") return "页面已失效，操作未送达；已填写的内容仍在页面上。请复制内容，刷新本页后再试。";
  if (status === 403) return "您没有权限进行此操作，页面内容未改变。";
  if (status === 404) return "所请求的内容已不存在，请刷新页面。";
  if (status === 413) return "提交的内容过大，未被接收。";
  if (status === 429) return "操作过于频繁，请稍候再试。";
  return "服务器未能完成此操作，已填写的内容仍保留在页面上，请稍后重试。";
}

document.addEventListener("htmx:responseError", (event) => {
  const { xhr } = (event as CustomEvent<ResponseDetail>).detail;
  announce(explain(xhr.status, xhr.getResponseHeader("X-Zhicheng-Refusal")));
});
document.addEventListener("htmx:sendError", () => {
  announce("网络连接中断，操作未送达；已填写的内容仍保留在页面上。");
});

export default htmx;
