// A classifier on banking77, trained like in the studio: npm run bench:train ../shared/data
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { trainClassifier } from '@/lib/models/training/train-classifier'
import { embedCached } from './retrieval-data'

const Row = z.object({ text: z.string(), category: z.string() })
const folder = process.argv[2]
if (!folder) throw new Error('Name the folder that holds banking77-train.csv and banking77-test.csv.')
const read = (file: string) => z.array(Row).parse(parse(readFileSync(path.join(folder, file)), { columns: true }))
const [train, test] = [read('banking77-train.csv'), read('banking77-test.csv')]
const names = [...new Set(train.map(({ category }) => category))]
const textsOf = (rows: typeof train) => rows.map(({ text }) => text)
const vectors = {
  train: await embedCached('banking-train', textsOf(train)),
  test: await embedCached('banking-test', textsOf(test)),
}

async function measure(name: string, places: number[]): Promise<void> {
  const rows = places.flatMap((index) => train[index] ?? [])
  const labels = [...rows, ...test].map(({ category }) => names.indexOf(category))
  const cpu = process.cpuUsage()
  let fitFrom = process.cpuUsage()
  let fitCpu = 0
  const { report } = await trainClassifier({
    all: {
      vectors: [...places.flatMap((index) => vectors.train[index] ?? []), ...vectors.test],
      labels,
      classes: names.length,
    },
    names,
    test: test.map((_, index) => rows.length + index),
    options: { folds: 3, weightDecays: [0, 0.2, 1], threshold: null, learningCurve: true, seed: 7 },
    onProgress: ({ step, epoch }) => {
      if (step === 'threshold') fitFrom = process.cpuUsage()
      if (step === 'fit' && epoch === null) fitCpu = process.cpuUsage(fitFrom).user / 1e6
    },
  })
  const percent = (share: number | null) => `${((share ?? 0) * 100).toFixed(2)} %`
  const { metrics, threshold } = report
  console.log(`\n${name}: ${rows.length} examples, ${names.length} classes, ${test.length} test examples`)
  console.log(`  accuracy ${percent(metrics.accuracy)}, macro F1 ${percent(metrics.macroF1)}`)
  console.log(`  model ${fitCpu.toFixed(1)} CPU-s (${report.epochs} epochs, weight decay ${report.weightDecay})`)
  console.log(
    `  with the choice of settings, threshold and learning curve ${(process.cpuUsage(cpu).user / 1e6).toFixed(1)} CPU-s`,
  )
  console.log(
    `  cross-validation ${report.tried.map((item) => `${item.weightDecay}: ${percent(item.accuracy)}`).join(', ')}`,
  )
  const at = threshold.points.findLast((point) => point.threshold <= threshold.threshold)
  console.log(
    `  threshold ${threshold.threshold} (${threshold.by}); at ${at?.threshold}: answered ${percent(at?.answered ?? 0)}, of these right ${percent(at?.right ?? 0)}, strangers turned away ${percent(at?.turnedAway ?? 0)}`,
  )
  console.log(
    `  learning curve ${report.learningCurve.map((point) => `${point.examples}: ${percent(point.accuracy)}`).join(', ')}`,
  )
}

const ofEach = (count: number) =>
  names.flatMap((name) => [...train.keys()].filter((index) => train[index]?.category === name).slice(0, count))
await measure('All examples', [...train.keys()])
await measure('10 examples a class', ofEach(10))
