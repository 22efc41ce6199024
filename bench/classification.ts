// Accuracy of classification on banking77: node bench/run-ts.mjs bench/classification.ts
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { predictSoftmax, type SoftmaxModel } from '@/lib/models/builtin/softmax-model'
import { type TrainSoftmaxOptions, trainSoftmax } from '@/lib/models/builtin/train-softmax'
import { DATA, embedCached } from './retrieval-data'

const Row = z.object({ text: z.string(), category: z.string() })
const read = (file: string) => z.array(Row).parse(parse(readFileSync(`${DATA}/${file}`), { columns: true }))
const [train, test] = [read('banking77-train.csv'), read('banking77-test.csv')]
const names = [...new Set(train.map(({ category }) => category))]
const vectors = await embedCached(
  'banking-train',
  train.map(({ text }) => text),
)
const tests = await embedCached(
  'banking-test',
  test.map(({ text }) => text),
)

function sample(count: number): number[] {
  return names.flatMap((name) => [...train.keys()].filter((index) => train[index]?.category === name).slice(0, count))
}

function accuracy(model: SoftmaxModel): string {
  const right = tests.filter((vector, index) => {
    const probabilities = predictSoftmax(model, vector)
    return names[probabilities.indexOf(Math.max(...probabilities))] === test[index]?.category
  })
  return `${((100 * right.length) / tests.length).toFixed(2)} %`
}

async function measure(count: number, options: Partial<TrainSoftmaxOptions>): Promise<void> {
  const selected = sample(count)
  const input = {
    vectors: selected.flatMap((index) => vectors[index] ?? []),
    labels: selected.map((index) => names.indexOf(train[index]?.category ?? '')),
    classes: names.length,
  }
  const cpu = process.cpuUsage()
  let epochs = 0
  const model = await trainSoftmax({
    ...input,
    ...options,
    onEpoch: ({ epoch }) => {
      epochs = epoch
    },
  })
  const seconds = (process.cpuUsage(cpu).user / 1e6).toFixed(1)
  console.log(
    `${selected.length} examples ${JSON.stringify(options)}: ${accuracy(model)} (${seconds} CPU-s, ${epochs} epochs)`,
  )
}

for (const count of [1_000, 10, 5, 2]) await measure(count, {})
