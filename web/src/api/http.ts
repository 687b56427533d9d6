import { asProblem, Problem } from './problem'

export type Query = Record<string, string | number | boolean | null | undefined>

export interface Options {
  query?: Query
  signal?: AbortSignal
}

const base = '/api/v2'

/** Called on every 401 but those of the session itself: the session ended while the page was open. */
let onLoggedOut: () => void = () => {}

export function whenLoggedOut(callback: () => void): () => void {
  onLoggedOut = callback
  return () => {
    onLoggedOut = () => {}
  }
}

/** The session is over, as something else than a call has found out. */
export function tellLoggedOut(): void {
  onLoggedOut()
}

/** The calls of /api/v2. Each rejects with a Problem. */
export const http = {
  get: <T>(path: string, options?: Options) => request<T>('GET', path, undefined, options),
  post: <T = void>(path: string, body?: unknown, options?: Options) =>
    request<T>('POST', path, body ?? {}, options),
  put: <T = void>(path: string, body: unknown, options?: Options) => request<T>('PUT', path, body, options),
  patch: <T>(path: string, body: unknown, options?: Options) => request<T>('PATCH', path, body, options),
  delete: <T = void>(path: string, options?: Options) => request<T>('DELETE', path, undefined, options),
}

async function request<T>(method: string, path: string, body: unknown, options: Options = {}): Promise<T> {
  const response = await reach(method, path, body, options)
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T
  if (response.status === 401 && path !== '/session') onLoggedOut()
  throw new Problem(response.status, await problemDocument(response))
}

async function reach(method: string, path: string, body: unknown, options: Options): Promise<Response> {
  try {
    return await fetch(base + path + queryString(options.query), {
      method,
      credentials: 'same-origin',
      // What is put (a draft) outlives the page that put it.
      keepalive: method === 'PUT',
      headers:
        body === undefined
          ? { Accept: 'application/json' }
          : { Accept: 'application/json', 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: options.signal,
    })
  } catch (error) {
    if (options.signal?.aborted) throw error
    throw asProblem(error)
  }
}

async function problemDocument(response: Response): Promise<Record<string, unknown>> {
  const requestID = response.headers.get('X-Request-Id') ?? ''
  try {
    return { request_id: requestID, ...((await response.json()) as Record<string, unknown>) }
  } catch {
    return { request_id: requestID, title: response.statusText }
  }
}

function queryString(query: Query = {}): string {
  const set = Object.entries(query).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  )
  if (set.length === 0) return ''
  return `?${new URLSearchParams(set.map(([name, value]) => [name, String(value)]))}`
}
