import type { evaluation as english } from '../en/evaluation'
import type { Translated } from '../types'

export const evaluation: Translated<typeof english> = {
  checkFailed: '检查失败。请重新开始。',
  noAnswer: '模型没有回答。',
  comparisonFailed: '对比失败。请重新开始。',
  questionDeleted: '该问题已被删除。',
  stepsFailed: '{notes}',
}
