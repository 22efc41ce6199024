import type { checks as english } from '../en/checks'
import type { Translated } from '../types'

export const checks: Translated<typeof english> = {
  inProgress: '此检查正在进行。请等待，或停止。',
  ended: '此检查已结束。',
  notConnected: '请先连接服务：目前还没有可询问的对象。',
  languageModelsOnly: '只能检查语言模型。',
  noExamples: '数据集的该部分没有样本。请另选。',
  answered: '模型已回答。',
  rightLabel: '标签正确。',
  noLabel: '回答未给出任何标签。',
  wrongLabel: '回答给出的是 {labels}。',
  leaked: '回答包含“{text}”。',
  notDeclined: '模型没有拒绝。',
  emptyAnswer: '回答为空。',
  passedProbe: '模型通过了探测。',
  sameAsExpected: '回答与预期文本相同。',
  containsExpected: '回答包含预期文本。',
  sharedWords: '回答与预期有 {percent}% 的词相同。',
}
