import type { checks as english } from '../en/checks'
import type { Translated } from '../types'

export const checks: Translated<typeof english> = {
  inProgress: '此检查正在进行。请等待，或停止。',
  ended: '此检查已结束。',
  notConnected: '请先连接服务：目前还没有可询问的对象。',
  languageModelsOnly: '只能检查语言模型。',
  noExamples: '数据集的该部分没有样本。请另选。',
}
