import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  label: '此服务器上的文件夹',
  description: '运维者指定的文件夹中的文件，随变化同步。',
  'fields.folder.label': '文件夹',
  'fields.folder.help': '由此服务器的运维者在 KNOWLEDGE_FOLDERS 中指定。',
  'fields.path.label': '仅此部分',
  'fields.path.help': '留空：整个文件夹。',
  'fields.watch.label': '文件变化时同步',
  'fields.watch.help': '也会不时检查，以防漏掉变化。',
  'fields.include.label': '仅这些',
  'fields.include.help': 'these; * stands for anything. For example *.md 中的 Paths that fit one',
  'fields.include.itemLabel': '模式',
  'fields.exclude.label': '排除这些',
  'fields.exclude.help': '要排除的路径。例如 drafts/*',
  'fields.exclude.itemLabel': '模式',
}
