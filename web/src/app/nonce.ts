/** The nonce that the server put into this page; browsers hide it from getAttribute, not from the property. */
export function cspNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
}
