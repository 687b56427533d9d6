// Runs `go test -json` with the arguments given, shows what failed and was skipped, and counts: it writes
// "passed failed skipped" to the file that COUNTS names. A package that does not build counts as a failed test.
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

const counts = { pass: 0, fail: 0, skip: 0 }
const outputs = new Map() // what a test or package has printed so far
const failedPackages = new Set() // those with a test that failed

const keyOf = (event) => `${event.Package ?? event.ImportPath} ${event.Test ?? ''}`

function finished(event) {
  const key = keyOf(event)
  if (event.Action === 'skip') console.log(`not run: ${key}\n${outputs.get(key) ?? ''}`)
  if (event.Action === 'fail') console.log(outputs.get(key) ?? '')
  if (event.Test) {
    counts[event.Action]++
    if (event.Action === 'fail') failedPackages.add(event.Package)
  } else if (event.Action === 'fail' && !failedPackages.has(event.Package)) {
    counts.fail++
  }
  outputs.delete(key)
}

function take(line) {
  if (!line.startsWith('{')) return console.log(line)
  const event = JSON.parse(line)
  const emptyPackage = event.Action === 'skip' && !event.Test
  if (event.Action === 'output') outputs.set(keyOf(event), (outputs.get(keyOf(event)) ?? '') + event.Output)
  else if (event.Action === 'build-output') process.stdout.write(event.Output)
  else if (event.Action in counts && !emptyPackage) finished(event)
}

const go = spawn('go', ['test', '-json', ...process.argv.slice(2)], { stdio: ['ignore', 'pipe', 'inherit'] })
createInterface({ input: go.stdout }).on('line', take)
go.on('close', (code) => {
  if (code !== 0 && counts.fail === 0) counts.fail = 1
  console.log(`${counts.pass} passed, ${counts.fail} failed, ${counts.skip} not run`)
  if (process.env.COUNTS) writeFileSync(process.env.COUNTS, `${counts.pass} ${counts.fail} ${counts.skip}\n`)
  process.exitCode = code
})
