export type Schedule = (run: () => void) => void

/** Once per frame; where no frame comes, as in a hidden page, soon after: its title and badge must still follow. */
export const onFrame: Schedule = (run) => {
  let ran = false
  const once = () => {
    if (!ran) run()
    ran = true
  }
  requestAnimationFrame(once)
  setTimeout(once, 200)
}

/**
 * Tells watchers what changed, by topic, at most once per frame: a burst of events is one rendering. A topic is
 * "list", "unread", or "c:" / "t:" / "p:" and a conversation's id for its row, its thread, who is present.
 */
export class Notifier {
  private readonly watchers = new Map<string, Set<() => void>>()
  private dirty = new Set<string>()
  private scheduled = false

  constructor(private readonly schedule: Schedule) {}

  watch(topic: string, watcher: () => void): () => void {
    const set = this.watchers.get(topic) ?? new Set()
    this.watchers.set(topic, set.add(watcher))
    return () => {
      set.delete(watcher)
      if (set.size === 0 && this.watchers.get(topic) === set) this.watchers.delete(topic)
    }
  }

  touch(...topics: string[]): void {
    for (const topic of topics) this.dirty.add(topic)
    if (this.scheduled) return
    this.scheduled = true
    this.schedule(() => this.flush())
  }

  private flush(): void {
    this.scheduled = false
    const topics = this.dirty
    this.dirty = new Set()
    const due = new Set<() => void>()
    for (const topic of topics) for (const watcher of this.watchers.get(topic) ?? []) due.add(watcher)
    for (const watcher of due) watcher()
  }
}
