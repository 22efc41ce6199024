import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  description: '搜索文章，读取首页和讨论。',
  'connections.none.label': '无需连接',
  'actions.search-stories.label': '搜索文章',
  'actions.search-stories.description': '按标题或地址中的词查找文章。',
  'actions.list-front-page.label': '列出首页',
  'actions.list-front-page.description': '列出当前首页上的文章。',
  'actions.read-discussion.label': '读取讨论',
  'actions.read-discussion.description': '读取文章及其评论。',
  'fields.query.label': '查询',
  'fields.limit.label': '最大结果数',
  'fields.story.label': '文章',
  'outputs.stories.label': '文章',
  'outputs.title.label': '标题',
  'outputs.url.label': '地址',
  'outputs.text.label': '文本',
  'outputs.comments.label': '评论',
  'triggers.story-posted.label': '发布新文章',
  'triggers.story-posted.description': '对于含有特定词的每篇新文章启动一次。',
}
