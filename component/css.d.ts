/** A stylesheet as text: minified by the build. */
declare module '*.css?inline' {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: this is how the build hands it over.
  export default text;
}
