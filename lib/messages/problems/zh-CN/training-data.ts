import type { trainingData as english } from '../en/training-data'
import type { Translated } from '../types'

export const trainingData: Translated<typeof english> = {
  rolesUnknown: '角色“{role}”不是 system、user 或 assistant。',
  messageEmpty: '有一条消息为空。',
  systemNotFirst: '系统消息不在第一条。',
  noUserMessage: '对话中没有用户的消息。',
  lastNotAssistant: '最后一条消息不是助手的，模型没有可学习的回答。',
  rolesRepeated: '有两条相连的消息角色相同。',
  personalData:
    '个人数据会被发送：{kind, select, email {电子邮箱} iban {银行账号} card {银行卡号} id {身份证件号} ip {IP 地址} phone {电话号码} other {{kind}}}。',
  settingUnsupported:
    '此服务不支持{setting, select, epochs {训练轮数} batchSize {批大小} learningRateMultiplier {学习率倍数} other {{setting}}}。请留空。',
  tooFewExamples: '可供训练的样本有 {count} 个；至少需要 {min} 个。',
  fewExamples: '少于 {min} 个样本很少能改变模型的回答。',
  tooManyExamples: '最多可发送 {max} 个样本或 200 MB。',
  exampleTooLong: '超过 {limit} 个 Token：服务会截去末尾，而末尾就是回答。',
  notConversation: '此样本无法转换为对话。',
  noValidation: '数据集没有验证样本：曲线只显示训练损失。',
  openaiNotice:
    'OpenAI 正在停止微调服务：2026 年 5 月前未使用过的组织会被拒绝，2027 年 1 月 6 日起全部停止。已微调的模型在其基础模型可用期间仍可使用。',
  leak: '同一文本出现在两个部分：测试内容已被学习，结果会偏高。',
  duplicate: '同一样本出现了多次。',
  contradiction: '同一文本在另一个样本中有不同的回答。',
  oneClass: '分类器至少需要两个类别的样本。',
  tooManyClasses: '有 {count} 个类别；最多支持 {max} 个。',
  tooManyToTrain: '分类器最多可用 {max} 个样本训练。',
  classTooSmall: '类别“{name}”有 {count} 个可供训练的样本；至少需要 {min} 个。',
  classesSmall: '有些类别的样本少于 {min} 个。为它们增加样本最有帮助。',
  notLabelled: '分类器从带标签的文本中学习；此样本没有标签。',
  noTest: '数据集没有测试样本：会留出五分之一，样本少时用交叉验证测量。',
}
