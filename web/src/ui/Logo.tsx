/** Parley's mark: two people's speech, overlapping. */
export function Logo({ size = 36 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#1788a6" />
      <path
        d="M9 8.500h10a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2h-5l-4 3.500v-3.500h-1a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2z"
        fill="#fff"
      />
      <path
        d="M23.500 13.500a2 2 0 0 1 2 2v4.500a2 2 0 0 1-2 2h-.700v3l-3.600-3h-4.200"
        fill="none"
        stroke="#bdeefa"
        strokeWidth="2"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
    </svg>
  )
}
