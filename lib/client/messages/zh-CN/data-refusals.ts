import type { Sentences } from '../sentence-book'

/** Refusals about data sets, evaluations, trainings and the lab. */
export const dataRefusals: Sentences = {
  'A column is named "{}", which is reserved. Give it another name.': '列名"{1}"是保留名称。请换一个名称。',
  'A data set holds at most {} examples. Make another one for the rest.':
    '一个数据集最多有 {1} 条样本。请为其余的另建一个。',
  'A fine-tuning of this model is under way. Cancel it first.': '此模型正在微调。请先取消。',
  'A share is given to a candidate; production gets what it leaves.': '比例只分给候选版本；生产版本获得其余部分。',
  'A tuned language model is tried in an app: choose it in a Chat model step.':
    '微调的语言模型在应用中试用：在“对话模型”节点中选择它。',
  'A version holds approved examples, and there are none. Approve some first.':
    '版本只包含已通过的样本，而目前没有。请先通过一些。',
  'At most {} columns are taken.': '最多接受 {1} 列。',
  'No row can be read: {}': '没有一行可以读取：{1}',
  'No version of the model “{}” is in production.': '模型“{1}”没有投入生产的版本。',
  'Reading this file takes more than {} MB of memory. Split it.': '读取此文件需要超过 {1} MB 内存。请拆分。',
  'The column "{}" is there twice.': '列"{1}"出现了两次。',
  'The connection {} has no fine-tuning API that Patchbay speaks.': '连接 {1} 没有 Patchbay 支持的微调 API。',
  'The cost is another than the one you confirmed. Look at the report again.': '费用与你确认的不同。请重新查看报告。',
  'The data has errors that must be mended first.': '数据有错误，须先修正。',
  'The file has no rows.': '文件没有数据行。',
  'The first line of this CSV cannot be read: {}': '无法读取此 CSV 的第一行：{1}',
  'The model did not answer with examples. Try another model.': '模型没有以样本回答。请换一个模型。',
  'The model was deleted while it was trained.': '训练期间模型被删除。',
  'The training was cancelled.': '训练已取消。',
  'There is another example with exactly this content.': '已有内容完全相同的另一条样本。',
  'There is no earlier version to go back to.': '没有可以回退的更早版本。',
  'There is no trained model “{}”.': '没有训练好的模型“{1}”。',
  'This JSON holds no list of objects.': '此 JSON 中没有对象列表。',
  'This example is in the data set already.': '此样本已在数据集中。',
  'This file has been imported already. Upload it again.': '此文件已导入。请重新上传。',
  'This file is not UTF-8 text. Save it as UTF-8 and try again.': '此文件不是 UTF-8 文本。请存为 UTF-8 后重试。',
  'This file is not valid JSON: {}': '此文件不是有效的 JSON：{1}',
  'This file takes too long to read. Split it.': '读取此文件耗时过长。请拆分。',
  'This file was not accepted: {}': '此文件未被接受：{1}',
  'This is no example of this data set: {}': '这不是此数据集的样本：{1}',
  'This version holds no classifier.': '此版本没有分类器。',
  'Writing examples needs a language model. Connect one under Models.': '撰写样本需要语言模型。请在“模型”中连接。',
  '{} is larger than 25 MB. Split it.': '{1} 大于 25 MB。请拆分。',
  '{} trainings are under way. Wait for one to end, or cancel one.':
    '{1} 个训练正在进行。请等其中一个结束，或取消一个。',
  '“{}” is a language model: it sorts nothing. Choose a classifier.': '“{1}”是语言模型，不做分类。请选择分类器。',
  '“{}” is a model of another kind. Choose another name.': '“{1}”是另一种模型。请另选名称。',
}
