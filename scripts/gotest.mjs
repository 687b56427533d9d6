// Runs `go test -json` with the arguments given, shows what failed, and counts: it writes "passed failed 0" to the file that
// COUNTS names, and adds each test's name to COUNTS.passed or COUNTS.skipped, for what is skipped here may have run
// elsewhere (on the other engine). A package that does not build counts as a failed test.
import { spawn } from 'node:child_process'
import { appendFileSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

const tests = { pass: [], fail: [], skip: [] }
const outputs = new Map() // what a test or package has printed so far
const failedPackages = new Set() // those with a test that failed

const keyOf = (event) => `${event.Package ?? event.ImportPath} ${event.Test ?? ''}`

function finished(event) {
  const key = keyOf(event)
  if (event.Action === 'fail') console.log(outputs.get(key) ?? '')
  if (event.Test) {
    tests[event.Action].push(key)
    if (event.Action === 'fail') failedPackages.add(event.Package)
  } else if (event.Action === 'fail' && !failedPackages.has(event.Package)) {
    tests.fail.push(key)
  }
  outputs.delete(key)
}

function take(line) {
  if (!line.startsWith('{')) return console.log(line)
  const event = JSON.parse(line)
  const emptyPackage = event.Action === 'skip' && !event.Test
  if (event.Action === 'output') outputs.set(keyOf(event), (outputs.get(keyOf(event)) ?? '') + event.Output)
  else if (event.Action === 'build-output') process.stdout.write(event.Output)
  else if (event.Action in tests && !emptyPackage) finished(event)
}

const go = spawn('go', ['test', '-json', ...process.argv.slice(2)], { stdio: ['ignore', 'pipe', 'inherit'] })
createInterface({ input: go.stdout }).on('line', take)
go.on('close', (code) => {
  const failed = tests.fail.length || (code === 0 ? 0 : 1)
  console.log(`${tests.pass.length} passed, ${failed} failed, ${tests.skip.length} skipped`)
  const { COUNTS } = process.env
  if (COUNTS) {
    writeFileSync(COUNTS, `${tests.pass.length} ${failed} 0\n`)
    appendFileSync(`${COUNTS}.passed`, tests.pass.map((key) => `${key}\n`).join(''))
    appendFileSync(`${COUNTS}.skipped`, tests.skip.map((key) => `${key}\n`).join(''))
  }
  process.exitCode = code
})
