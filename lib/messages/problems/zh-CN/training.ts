import type { training as english } from '../en/training'
import type { Translated } from '../types'

export const training: Translated<typeof english> = {
  examplesInReview: '服务仍在检查样本。',
  serviceUnknown: '{host} 有响应，但不像微调服务。请检查连接的地址。',
  fireworksFileTooLarge: 'Fireworks 最多接受 150 MB 的文件。请减少训练样本。',
  examplesRejected: '服务拒绝了样本：{reason}。',
  fireworksAccountMissing: '该 API 密钥没有 Fireworks 账号，或有多个。请在连接中填写账号。',
  otherEmbedder:
    '此模型是用 {trainedOn}（{trainedDims} 维）训练的，而此 Patchbay 使用 {available}（{availableDims} 维）。请重新训练。',
  modelDamaged: '保存的模型已损坏。请重新训练。',
  failed: '训练失败：{reason}。',
  notSupported: '连接“{connection}”没有 Patchbay 支持的微调 API。',
  nameOfOtherKind: '“{name}”是另一种模型。请另选名称。',
  modelDeleted: '训练期间模型被删除。',
  inProgress: '此模型正在微调。请先取消。',
  modelMissing: '没有名为“{name}”的训练模型，请选择另一个。',
  notInProduction: '模型“{name}”没有投入生产的版本。',
  notClassifier: '“{name}”是语言模型，不做分类。请选择分类器。',
  versionNotClassifier: '此版本没有分类器。',
  cancelled: '训练已取消。',
  shareForCandidate: '比例只分给候选版本；生产版本获得其余部分。',
  noEarlierVersion: '没有可以回退的更早版本。',
  dataInvalid: '数据有错误，须先修正。',
  costChanged: '费用与你确认的不同。请重新查看报告。',
  tooMany: '{max} 个训练正在进行。请等其中一个结束，或取消一个。',
  tryInApp: '微调的语言模型在应用中试用：在“对话模型”节点中选择它。',
}
