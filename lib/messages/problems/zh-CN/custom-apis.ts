import type { customApis as english } from '../en/custom-apis'
import type { Translated } from '../types'

export const customApis: Translated<typeof english> = {
  notObject: '这不是 OpenAPI 文档。请粘贴文档的 JSON 或 YAML，而不是介绍它的网页。',
  notOpenApi: 'Patchbay 无法读取此 OpenAPI 文档。支持 Swagger 2.0 以及 OpenAPI 3.0 和 3.1。',
  notJson: '这不是有效的 JSON：{reason}',
  notYaml: '这既不是有效的 JSON，也不是有效的 YAML：{reason}',
  tooManyAliases: '此 YAML 展开的别名超过 {max} 个。请将文档导出为 JSON。',
  tooDeep: '此文档的嵌套超过 {max} 层。',
  tooManyValues: '此文档的值过多。请只导入其中一部分。',
  tooManyOperations: '此文档的操作超过 {max, number} 个。请只导入其中一部分。',
  noOperations: '此文档没有任何操作。',
  tooMuchMemory: '读取此文档需要超过 {megabytes} MB 内存。请只导入其中一部分。',
  tooSlow: '读取此文档耗时过长。请将其导出为 JSON，或只导入其中一部分。',
  tooLarge: '此文档大于 {megabytes} MB。',
  notLoaded: '{host} 返回状态 {status}。请在浏览器中打开该地址，然后粘贴文档。',
  serverInvalid: '请输入 API 的地址，例如 https://api.example.com/v1。',
  operationsMissing: '文档中没有这些操作，或无法导入：{operations}',
  documentExpired: '此导入已过期。请重新导入文档。',
  nameTaken: '名为“{name}”的 API 已存在。请换一个名称，或更新该 API。',
  inUse: '有 {count, number} 个应用使用“{name}”。删除该 API 后，其步骤将失败。请确认删除。',
  ownerReads: '只有所有者可以将不使用 GET 的操作标记为只读。',
  changedMeanwhile: '此 API 已被更改。请重新加载页面并再次导入。',
}
