/** What one can be told of besides the counts in the rail. */
export const noticeKinds = ['message', 'failed', 'job', 'security', 'channel', 'hub'] as const

export type NoticeKind = (typeof noticeKinds)[number]

/** How: in the page (a word in its corner, and the list behind the bell), a sound, a notification of the browser while another window is in front. */
export const noticeWays = ['page', 'sound', 'browser'] as const

export type NoticeWay = (typeof noticeWays)[number]

/** What the server tells of, by the kind that the profile turns on and off (internal/notice/kind.go). */
export const noticeKindOf: Record<string, NoticeKind> = {
  message_failed: 'failed',
  import_ended: 'job',
  bulk_edit_ended: 'job',
  login_changed: 'security',
  channel_stopped: 'channel',
  channel_works: 'channel',
  hub_restored: 'hub',
  storage_recovered: 'hub',
}

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
