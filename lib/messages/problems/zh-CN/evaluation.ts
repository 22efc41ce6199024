import type { evaluation as english } from '../en/evaluation'
import type { Translated } from '../types'

export const evaluation: Translated<typeof english> = {
  checkFailed: '检查失败。请重新开始。',
  noAnswer: '模型没有回答。',
  comparisonFailed: '对比失败。请重新开始。',
  questionDeleted: '该问题已被删除。',
  stepsFailed: '{notes}',
  inputsMismatch: '该用例的输入与应用的输入不符。',
  noCases: '该数据集在此划分中没有已批准的用例。请添加用例，或选择其他划分。',
  noRuns: '该应用还没有已完成的运行。请先运行，或输入问题。',
  runWithoutInputs: '此运行没有输入，因此无法成为测试。',
  tooManyAnswers: '这需要 {total, number} 个答案。一次实验最多 {max, number} 个：请减少用例、变体或重复次数。',
  experimentEnded: '该实验已经结束。',
  experimentRuns: '该实验仍在运行。',
  experimentFailed: '实验失败。请继续运行。',
  noAttackPoints: '应用不接收文本，也没有步骤会带入外部文本，因此没有可以攻击的入口。',
  optimizationEnded: '该优化已经结束。',
  optimizationFailed: '优化失败。',
  unknownParameter: '草稿中没有步骤具有设置 {path}。',
  nothingToVary: '每个设置都只有当前值。请添加其他值。',
  tooFewToOptimize: '优化至少需要 {count} 个用例。请向数据集添加用例。',
  stepIsGone: '草稿中已没有步骤“{step}”。',
  attacksEnded: '这次攻击已经结束。',
  attacksFailed: '攻击失败。',
  budgetReached: '实验的预算已用完。提高预算后可继续。',
  scorerAppMissing: '评分应用尚未发布。请选择已发布的应用。',
  scorerAppInputs:
    '“{name}”不能评分。它的表单需要字段“output”；“inputs”“expected”“passages”为可选字段，其他字段不能为必填。',
  scorerAppCycle: '“{name}”不能为此应用评分，因为它就是此应用、包含此应用，或由此应用评分。',
}
