import type { knowledge as english } from '../en/knowledge'
import type { Translated } from '../types'

export const knowledge: Translated<typeof english> = {
  vectorsMissing: '向量模型没有为部分文本返回向量。',
  baseMissing: '此知识库不存在（或已删除）。',
  searchModelUnreadable: '{step}：无法读取模型的回答。',
  searchModelMissing: '{step} 需要语言模型，而没有连接任何模型。请在“模型”中连接，或在检索器中关闭此项。',
  tooManyDimensions: '索引无法容纳 {dimensions} 维的向量。',
  indexChanging: '索引正在整理。请稍后再搜索。',
  stepBaseMissing: '此步骤的知识库已不存在。请另选。',
  fieldMissing: '没有字段“{name}”。请先在“元数据”中添加。',
  fieldValueInvalid: '该值不适用于“{name}”，它是{type}。',
  vectorCountWrong: '向量模型给出的向量数与发送的文本数不同。',
  modelWithoutVector: '此模型没有给出向量。请另选。',
  tooManyDimensionsOfModel: '此模型每段文本给出 {dimensions} 维，而最多可索引 {max} 维。请选择其他模型。',
  indexInProgress: '此知识库正在构建另一个索引。请等待，或取消。',
  metadataModelRequired: '读取元数据需要语言模型。请在“模型”中连接。',
  fieldNotDefined: '没有字段“{name}”。请先添加。',
  metadataInProgress: '模型正在读取这些文档。请等待，或取消。',
}
