import type { server as english } from '../en/server'
import type { Translated } from '../types'

export const server: Translated<typeof english> = {
  portTaken: '端口 {port} 已被占用。请停止占用它的进程，或换一个端口：PORT=3001 npm start',
  portForbidden: '此用户不能监听端口 {port}。请选择大于 1023 的端口。',
  portNotShared: '此系统上的进程不能共享端口。请设置 WEB_CONCURRENCY=1。',
  cannotListen: '服务器无法监听 {host}:{port}（{reason}）。请检查 HOST。',
  pagesNotBuilt: '页面尚未构建。请先运行 "npm run build"。',
  egressAllowInvalid:
    'EGRESS_ALLOW 中有无效的条目：{entry}。请写明协议、主机和端口，例如 http://ollama:11434 或 10.2.0.0/16:443。',
  appUrlMissing: 'HOST 是 {host}，因此必须把 APP_URL 设置为用户打开的地址。',
  roleNeedsDatabase: 'ROLE 需要 DATABASE_URL：内置数据库只支持一个承担全部工作的进程。',
  knowledgeFolderInvalid: 'KNOWLEDGE_FOLDERS 不能包含存放 Patchbay 数据的文件夹：{name}。',
  projectRootMissing: '找不到 Patchbay 自身的文件夹：缺少 package.json。',
  commandUsage: '用法：npm run backup [FILE]、npm run restore FILE 或 npm run keys:rotate [-- --remove KEY]',
  dataFolderFull:
    '数据文件夹 {folder} 所在的磁盘已满。请至少释放 {megabytes} MB，或将 PATCHBAY_DATA_DIR 设为另一个磁盘。',
  dataFolderReadOnly: '无法写入数据文件夹 {folder}。请使其可写，或设置 PATCHBAY_DATA_DIR。',
  settingsInvalid: '{issues}',
}
