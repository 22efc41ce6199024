import type { lab as english } from '../en/lab'
import type { Translated } from '../types'

export const lab: Translated<typeof english> = {
  searchesFailed: '“{name}”：连续 {count} 次检索失败。{error}',
  configurationFailed: '“{name}”：{error}',
  runWithoutPassages: '此运行没有在知识库中找到段落。',
  modelRequired: '编写问题需要语言模型。请在“模型”中连接一个。',
  noRows: '此文件中没有行。',
  noQuestions: '请先添加已知答案的问题。',
  tooManySearches: '{questions} 个问题乘以 {configurations} 个配置，搜索次数超出一次运行的上限。请减少配置。',
  comparisonInProgress: '已有一个对比正在进行。请等待或取消它。',
  comparisonEnded: '此对比已经结束。',
  noPassages: '还没有可供提问的段落。请先添加文档。',
  writingInProgress: '模型已在编写问题。请等待或取消它。',
  tooManyQuestions: '一个知识库在实验室中最多有 {max} 个问题。',
  questionExists: '此问题已在实验室中。',
  tooManyRows: '一个文件最多 {max} 行。请拆分。',
  rowWithoutQuestion: '此行没有问题。它的列：{columns}',
  questionTooLong: '问题超过 2,000 个字符。',
  questionInLab: '实验室中已有此问题。',
  questionTwice: '文件中此问题出现了两次。',
  answerNotFound: '应当回答它的内容不在这些文档中。',
  rowWithoutAnswer: '此行没有写明答案、文档或段落。',
}
