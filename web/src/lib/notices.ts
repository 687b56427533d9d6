/** What one can be told of besides the counts in the rail. */
export const noticeKinds = ['message', 'failed', 'channel'] as const

export type NoticeKind = (typeof noticeKinds)[number]

/** How: a word in the corner of the page, a sound, a notification of the browser while another window is in front. */
export const noticeWays = ['page', 'sound', 'browser'] as const

export type NoticeWay = (typeof noticeWays)[number]

/** The name of the preference that says whether one is told of the kind in this way. */
export function noticeKey(kind: NoticeKind, way: NoticeWay): string {
  return `notify.${kind}.${way}`
}

/** New users are told of everything, in the page; sound and the browser's notifications are asked for. */
export function noticeDefault(way: NoticeWay): string {
  return way === 'page' ? 'on' : 'off'
}

/** The ways in which the user wants to be told of the kind. */
export function waysWanted(preferences: Record<string, string>, kind: NoticeKind): NoticeWay[] {
  return noticeWays.filter((way) => (preferences[noticeKey(kind, way)] ?? noticeDefault(way)) === 'on')
}
