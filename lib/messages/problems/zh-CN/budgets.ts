import type { budgets as english } from '../en/budgets'
import type { Translated } from '../types'

export const budgets: Translated<typeof english> = {
  notChecked: '目前无法检查预算。请稍后再试。',
  changed: '此工作区的预算刚刚更改。请重试。',
  reserved: '预算“{budget}”的剩余部分已被进行中的调用占用。请稍后再试。',
  exceeded: '预算“{budget}”（{limit}）已用完。{renewal}',
  chooseKey: '请选择正在使用的密钥。',
  chooseApp: '请选择此工作区的应用。',
  priceUnknown: '此模型的价格未知，而预算“{budget}”拒绝此类模型。请选择其他模型。',
  resetsOn: '将于 {date} 00:00 UTC 重置。',
  neverResets: '它不会重置。请提高上限后继续。',
  trainingTooExpensive: '此训练可能花费 {cost}，而预算“{budget}”只剩 {left}。{renewal}',
  nothingLeft: '预算“{budget}”已无剩余。{renewal}',
}
