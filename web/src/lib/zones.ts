/** The names of all time zones that this browser knows: "America/Toronto", with UTC first. */
export function knownZones(): string[] {
  const zones = Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')
  return ['UTC', ...zones]
}
