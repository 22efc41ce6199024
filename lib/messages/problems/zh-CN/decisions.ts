import type { decisions as english } from '../en/decisions'
import type { Translated } from '../types'

export const decisions: Translated<typeof english> = {
  route: '路由“{route}”：{reason}',
  inOrder: '按顺序的第一个模型。',
  byWeight: '按权重选择。',
  byWeightSticky: '按权重选择，同一用户保持不变。',
  fastest: '此处测得首个 Token 最快。',
  cheapest: '价格最低。',
  cheapestWithin: '在限制范围内价格最低。',
  cheapestOutside: '没有已知满足限制的模型，因此取价格最低的。',
  withExcluded: '{reason}有 {count} 个目标不符合此请求。',
  fallback: '{error}将尝试下一个模型。',
  retry: '{error}将再次尝试此模型。',
  callFailed: '调用意外失败。',
  paused: '此模型多次失败，还将暂停 {seconds} 秒。因为没有其他模型，仍然尝试它。',
  breaker: '此模型连续失败 {failures} 次，暂停 {seconds} 秒。',
  hedge: '{ms} 毫秒后仍没有 Token，因此同时尝试第二个模型。',
  version: '“{model}”当前为版本 {version}。',
  keyRejected: '第 {number} 个密钥（共 {count} 个）被拒绝（{code}）。将尝试下一个。',
  cachedSame: '由缓存应答：相同的请求。',
  cachedSimilar: '由缓存应答：含义相同的问题（相似度 {similarity}）。',
  budgetLow: '预算即将用完。{limits}',
  budgetModel: '模型改为 {model}。',
  budgetTokens: '每个回答最多 {count} 个 Token。',
  budgetPassages: '每次检索最多返回 {count} 个段落。',
}
