import type { nodeSettings as english } from '../en/node-settings'
import type { Translated } from '../types'

export const nodeSettings: Translated<typeof english> = {
  imageModel: '请选择用于生成图片的模型。',
  speechModel: '请选择用于朗读的模型。',
  transcriptionModel: '请选择用于语音转写的模型。',
  nameReserved: '“{name}”是这里另一个端口的名称。请另选名称。',
  nameRepeated: '“{name}”使用了两次。请各取不同的名称。',
  trainedModel: '请选择训练好的模型。可在“模型”的“训练”中制作。',
  blockedClasses: '请填写要拦截的类别。',
  classUnknown: '“{model}”没有类别“{name}”。',
  classExamples: '请为类别“{name}”至少提供一个示例。',
  serverAddress: '请填写 MCP 服务器地址，以 https:// 或 http:// 开头。',
  addressMissing: '请填写此节点调用的地址。',
  addressScheme: '地址必须以 https:// 或 http:// 开头。',
  addressHost: '主机名不能来自变量。请直接写出。',
  connectionMissing: '请选择连接。',
  connectionTwice: '有两个连接使用此名称。请换一个名称。',
  oneReference: '每次只比较一个值：在此放一个引用，前后不要有文字。',
  categories: '请至少选择一个要检查的类别。',
  waitUntil: '请填写此节点等待到的时间。',
  schemaObject: 'JSON Schema 的类型必须是“object”。',
  knowledgeBase: '请选择此检索器查找的知识库。',
  app: '请选择此节点运行的应用。',
}
