import { asProblem, Problem } from './problem'
import type { ID } from './types'

export type Query = Record<string, string | number | boolean | null | undefined>

export interface Options {
  query?: Query
  signal?: AbortSignal
  /** On whose behalf, where that is not the user of the page: what was begun for one is never done for another. */
  as?: ID
}

const base = '/api/v2'

/** The user of the page. All pages of a browser share a session: the server refuses a call where it is another's. */
let caller: ID = ''

/** From here on every call is made for this user; "" for nobody. */
export function actAs(user: ID): void {
  caller = user
}

/** Called on every 401: the session ended while the page was open, or is another user's by now. */
let onRefused: () => void = () => {}

export function whenRefused(callback: () => void): () => void {
  onRefused = callback
  return () => {
    onRefused = () => {}
  }
}

/** The session may be over, as something else than a call has found out. */
export function tellRefused(): void {
  onRefused()
}

/** The calls of /api/v2. Each rejects with a Problem. A body that is a Blob is sent as it is, all else as JSON. */
export const http = {
  get: <T>(path: string, options?: Options) => request<T>('GET', path, undefined, options),
  post: <T = void>(path: string, body?: unknown, options?: Options) =>
    request<T>('POST', path, body ?? {}, options),
  put: <T = void>(path: string, body: unknown, options?: Options) => request<T>('PUT', path, body, options),
  patch: <T>(path: string, body: unknown, options?: Options) => request<T>('PATCH', path, body, options),
  delete: <T = void>(path: string, options?: Options) => request<T>('DELETE', path, undefined, options),
}

/** Sends a file as it is, of whatever kind. Rejects with a Problem. */
export const upload = <T>(path: string, file: Blob, query: Query) =>
  request<T>('POST', path, file.slice(0, file.size, bytes), { query })

/** The address of a file to download. */
export function downloadAddress(path: string, query?: Query): string {
  return base + path + queryString(query)
}

async function request<T>(method: string, path: string, body: unknown, options: Options = {}): Promise<T> {
  const response = await reach(method, path, body, options)
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T
  if (response.status === 401 && !isAboutSession(method, path)) onRefused()
  throw new Problem(response.status, await problemDocument(response))
}

/** Asking who is logged in, and logging in, are for whoever it is. */
function isAboutSession(method: string, path: string): boolean {
  return path === '/session' && (method === 'GET' || method === 'POST')
}

async function reach(method: string, path: string, body: unknown, options: Options): Promise<Response> {
  const user = options.as ?? caller
  const file = body instanceof Blob
  try {
    return await fetch(base + path + queryString(options.query), {
      method,
      credentials: 'same-origin',
      // What is put (a draft) outlives the page that put it; a file is too large for that.
      keepalive: method === 'PUT' && !file,
      headers: {
        Accept: 'application/json',
        ...(body === undefined ? {} : { 'Content-Type': mediaType(body) }),
        ...(user && !isAboutSession(method, path) ? { 'Parley-User': user } : {}),
      },
      body: body === undefined || body instanceof Blob ? body : JSON.stringify(body),
      signal: options.signal,
    })
  } catch (error) {
    if (options.signal?.aborted) throw error
    throw asProblem(error)
  }
}

const bytes = 'application/octet-stream'

const mediaType = (body: unknown) => (body instanceof Blob ? body.type || bytes : 'application/json')

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
