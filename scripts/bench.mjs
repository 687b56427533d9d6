// Runs the Go benchmarks, prints a table and keeps the figures in .cache/bench.json:
// [{"package", "name", "runs", "ns/op", "B/op", "allocs/op", …}].
import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

const results = []
let current = ''

// A line is "BenchmarkName-2   1000   123 ns/op   45 B/op …": a name, the runs, and pairs of figure and unit.
function take(line) {
  if (line.startsWith('pkg: ')) current = line.slice(5)
  const [name, runs, ...figures] = line.split(/\s+/)
  if (!/^Benchmark/.test(name) || !runs) {
    if (/^(FAIL|---)/.test(line)) console.log(line)
    return
  }
  const result = { package: current, name: name.replace(/^Benchmark|-\d+$/g, ''), runs: Number(runs) }
  for (let i = 0; i + 1 < figures.length; i += 2) result[figures[i + 1]] = Number(figures[i])
  results.push(result)
  const shown = figures.filter(Boolean).join(' ')
  console.log(`${current.padEnd(28)} ${result.name.padEnd(36)} ${shown}`)
}

const go = spawn('go', ['test', '-run', '^$', '-bench', '.', '-benchmem', ...process.argv.slice(2), './...'], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
createInterface({ input: go.stdout }).on('line', take)
go.on('close', (code) => {
  mkdirSync('.cache', { recursive: true })
  writeFileSync('.cache/bench.json', `${JSON.stringify(results, null, 2)}\n`)
  process.exitCode = code
})
