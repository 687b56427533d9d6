/** The build id that the server announces in the live connection; "dev" while developing. */
declare const __BUILD__: string

declare module '*.po' {
  export const messages: import('@lingui/core').Messages
}
