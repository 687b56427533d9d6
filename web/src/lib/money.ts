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

/** The decimal that a form shows for an amount: 4990 is 49.9. */
export function toMajor(minor: number, digits: number): number {
  return minor / 10 ** digits
}

/** The amount that a form means by a decimal: 49.9 is 4990. */
export function toMinor(major: number, digits: number): number {
  return Math.round(major * 10 ** digits)
}

/** The currencies that the browser has names for. */
export function knownCurrencies(locale: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(locale, { type: 'currency' })
  return Intl.supportedValuesOf('currency').map((code) => ({
    value: code,
    label: `${code} · ${names.of(code)}`,
  }))
}
