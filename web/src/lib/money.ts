/** What amounts are in. */
export interface Currency {
  /** ISO 4217; "" where the hub has none. */
  code: string
  /** Decimals: with 2 the amount 1234 is 12.34. */
  digits: number
}

/** 4990 as "$49.90", in the currency's way of the language; without a currency as a number. */
export function amount(minor: number, { code, digits }: Currency, locale: string): string {
  return new Intl.NumberFormat(locale, {
    ...(code ? { style: 'currency', currency: code } : {}),
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(minor / 10 ** digits)
}

/** The decimal that a form shows for an amount: 4990 is "49.90". */
export function toMajor(minor: number, digits: number): string {
  return (minor / 10 ** digits).toFixed(digits)
}

/**
 * The amount that somebody writes in a form: "49.90", "49,9" and "49.9" are 4990. Undefined where it is not sure what he means:
 * with a sign, more decimals than the currency has, or anything between thousands.
 */
export function toMinor(text: string, digits: number): number | undefined {
  const [, whole, decimals = ''] = /^(\d+)(?:[.,](\d+))?$/.exec(text.trim()) ?? []
  return whole && decimals.length <= digits ? Number(whole + decimals.padEnd(digits, '0')) : undefined
}

/** The currencies that the browser has names for. */
export function knownCurrencies(locale: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(locale, { type: 'currency' })
  return Intl.supportedValuesOf('currency').map((code) => ({
    value: code,
    label: `${code} · ${names.of(code)}`,
  }))
}
