import type { database as english } from '../en/database'
import type { Translated } from '../types'

export const database: Translated<typeof english> = {
  embeddedStopped: '内置数据库已停止。',
  diskFull: '磁盘已满，无法保存。请释放一些空间后重试。',
  unreachable: '数据库没有响应。请稍后再试。',
  folderInUse: '数据文件夹 {folder} 正被另一个 Patchbay 进程使用。请先停止该进程，或设置 PATCHBAY_DATA_DIR。',
  pgvectorMissing: '此 PostgreSQL 没有 pgvector。请安装该扩展（Debian：postgresql-17-pgvector）后重新启动。',
  pgvectorForbidden: '此数据库用户不能创建 pgvector 扩展。请以超级用户运行一次 "CREATE EXTENSION vector"。',
  pgvectorTooOld: 'pgvector {version} 太旧：Patchbay 需要 0.7 或更新的版本。{remedy}',
  embeddedUnreadable:
    '无法打开 {folder} 中的内置数据库。请检查其文件是否完整且属于此用户，或恢复备份：npm run restore FILE',
  migrationBlocked:
    '数据库迁移已取消，因为其表正被备份（pg_dump）或旧版本的进程使用。没有任何更改。请在备份完成后重新启动，或先停止其他进程。',
}
