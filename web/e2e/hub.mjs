import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const binary = process.env.PARLEY_BIN ?? fileURLToPath(new URL('../../bin/parley', import.meta.url))
export const password = 'harbor-demo'

/** The real program with its demo data in a directory of its own; it can be stopped and started again. */
export class Hub {
  static async start() {
    const hub = new Hub()
    hub.port = await freePort()
    hub.url = `http://127.0.0.1:${hub.port}`
    hub.directory = await mkdtemp(join(tmpdir(), 'parley-e2e-'))
    await hub.up()
    await hub.logIn('admin@harbor.example')
    hub.channels = (await hub.call('GET', '/channels')).items
    return hub
  }

  async up() {
    const args = ['serve', '--demo', '--addr', `127.0.0.1:${this.port}`, '--data-dir', this.directory]
    this.process = spawn(binary, args, { stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    await new Promise((resolve, reject) => {
      this.process.stderr.on('data', (text) => {
        said += text
        if (said.includes('msg=ready')) resolve()
      })
      this.process.on('error', reject)
      this.process.on('exit', () => reject(new Error(`the hub did not start:\n${said}`)))
    })
  }

  async down() {
    const gone = new Promise((resolve) => this.process.once('exit', resolve))
    this.process.kill('SIGTERM')
    await gone
  }

  async remove() {
    await this.down()
    await rm(this.directory, { recursive: true })
  }

  async logIn(email) {
    await this.call('POST', '/session', { email, password })
  }

  async call(method, path, body) {
    const response = await fetch(`${this.url}/api/v2${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', Cookie: this.cookie ?? '' },
      body: body && JSON.stringify(body),
    })
    const [cookie] = response.headers.getSetCookie()
    if (cookie) this.cookie = cookie.split(';')[0]
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return text ? JSON.parse(text) : null
  }

  /** A customer writes, on the simulator. */
  customerWrites(number, text) {
    return this.call('POST', '/simulator/messages', { channel_id: this.channels[0].id, number, text })
  }
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}
