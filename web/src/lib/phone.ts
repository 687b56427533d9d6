/**
 * A number of ours for reading: North American numbers grouped, everything else as it is. Customers' numbers come
 * from the server with their own display form.
 */
export function readablePhone(value: string): string {
  const parts = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(value)
  return parts ? `+1 ${parts[1]}-${parts[2]}-${parts[3]}` : value
}
