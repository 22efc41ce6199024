import { seededRandom } from '@/lib/core/seeded-random'

const SAMPLES = 2_000

const recall = (limit: number) => (rank: number) => (rank > 0 && rank <= limit ? 1 : 0)
const reciprocal = (rank: number) => (rank > 0 && rank <= 10 ? 1 / rank : 0)

/** One line: recall and MRR@10 in percent; with `articles` their 95 % bootstrap intervals over articles. */
export function reportRanks(label: string, ranks: readonly number[], articles: readonly string[] | null = null): void {
  const value = (score: (rank: number) => number) => {
    const mean = (100 * ranks.reduce((sum, rank) => sum + score(rank), 0)) / ranks.length
    return `${mean.toFixed(2)}${articles ? ` ${interval(ranks.map(score), articles)}` : ''}`
  }
  console.log(
    `${label.padEnd(20)} R@1 ${value(recall(1))}  R@5 ${value(recall(5))}  R@10 ${value(recall(10))}  MRR ${value(reciprocal)}  n ${ranks.length}`,
  )
}

/** Questions of one article are correlated, so articles are resampled with replacement. */
function interval(scores: readonly number[], articles: readonly string[]): string {
  const groups = [...Map.groupBy(scores.keys(), (index) => articles[index] ?? '').values()].map((indexes) => ({
    sum: [...indexes].reduce((sum, index) => sum + (scores[index] ?? 0), 0),
    count: indexes.length,
  }))
  const random = seededRandom(7)
  const means = Array.from({ length: SAMPLES }, () => {
    let [sum, count] = [0, 0]
    for (let drawn = 0; drawn < groups.length; drawn += 1) {
      const group = groups[Math.floor(random() * groups.length)]
      sum += group?.sum ?? 0
      count += group?.count ?? 0
    }
    return (100 * sum) / Math.max(1, count)
  }).sort((a, b) => a - b)
  const quantile = (share: number) => (means[Math.floor(share * SAMPLES)] ?? 0).toFixed(1)
  return `[${quantile(0.025)}, ${quantile(0.975)}]`
}
