import { fromServer } from '@/locales/server/fromServer'

/** What the server answers when it refuses: RFC 9457, with a stable code and a request id to quote. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly status: number
  /** Stable, snake_case; "offline" where the server was not reached at all. */
  readonly code: string
  readonly requestID: string
  readonly fields: { field: string; message: string }[]
  /** The further members of the document, as with `current` of a version conflict. */
  readonly meta: Record<string, unknown>

  constructor(status: number, document: Record<string, unknown>) {
    const code = text(document.code)
    super(fromServer(text(document.detail) || text(document.title) || `HTTP ${status}`, code))
    this.status = status
    this.code = code
    this.requestID = text(document.request_id)
    this.fields = Array.isArray(document.errors)
      ? document.errors.map((entry) => fieldError(entry, document))
      : []
    this.meta = document
  }

  /** The server was never reached, or could not answer now: asking again may help. */
  get transient(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500
  }

  /** Messages by field name, for useForm().setErrors. */
  byField(): Record<string, string> {
    return Object.fromEntries(this.fields.map((each) => [each.field, each.message]))
  }
}

/** The error as a Problem: whatever fetch itself throws means that the server was not reached. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  return new Problem(0, { code: 'offline', detail: error instanceof Error ? error.message : String(error) })
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function fieldError(
  value: unknown,
  { detail, code }: Record<string, unknown>,
): { field: string; message: string } {
  const entry = (value ?? {}) as Record<string, unknown>
  const field = text(entry.field) || text(entry.location).replace(/^body\./, '')
  const message = text(entry.message)
  // A field has a code of its own, or its sentence is that of the whole and has the whole's.
  return { field, message: fromServer(message, text(entry.code) || (message === detail ? text(code) : '')) }
}
