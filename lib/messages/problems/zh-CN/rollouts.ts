import type { rollouts as english } from '../en/rollouts'
import type { Translated } from '../types'

export const rollouts: Translated<typeof english> = {
  notEnoughRuns: '新版本已完成 {candidate} 次，线上版本已完成 {base} 次；各需 {needed} 次。',
  lostAlready: '前 {runs} 次运行中有 {failed} 次失败，线上版本为 {usual}%：即使其余全部成功，也已超出规则允许的范围。',
  failureInterval:
    '失败的运行：与线上版本的差异在 {low} 到 {high} 个百分点之间，在任何时刻查看都成立（最多允许高 {points} 个百分点）。',
  notClearYet: '结果尚不明确。{difference}',
  notClearInTime: '{days, number} 天后结果仍不明确。{difference}',
  failures: '失败的运行：{now}%，对比 {before}%（最多高 {points} 个百分点）。',
  latency: '最慢的二十分之一：{now} 毫秒，对比 {before} 毫秒（最多高 {percent}%）。',
  cost: '每次运行的费用：{now}，对比 {before}（最多高 {percent}%）。',
  costUnknown: '每次运行的费用：未比较，因为有 {count} 次运行调用了价格未知的模型。',
  ratingsTooFew: '反馈：评价太少，无法判断。',
  ratings: '好评：{now}%，对比 {before}%。',
  reasons: '{reasons}',
  rulesMet: '符合规则。',
  stoppedBy: '由 {name} 停止。',
  promoted: '已设为线上版本。',
  replaced: '另一个版本已上线。',
}
