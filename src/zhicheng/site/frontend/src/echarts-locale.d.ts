// ECharts ships its locales without declarations.
declare module "echarts/i18n/langZH-obj.js" {
  const locale: Parameters<typeof import("echarts/core").registerLocale>[1];
  export default locale;
}
