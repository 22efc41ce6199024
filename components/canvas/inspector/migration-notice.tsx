'use client'
import { useState } from 'react'
import { ConfigChangeList } from '@/components/diff/config-change-list'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import { configChanges } from '@/lib/graph/diff/config-changes'
import type { GraphNode } from '@/lib/graph/graph'
import { useEditor } from '../state/editor-context'

/**
 * A node stored by an older version of Patchbay is shown and run as the newest version of its type. Lists the changed
 * settings and offers to store them; any edit stores them as well.
 */
export function MigrationNotice({ node }: { node: GraphNode }) {
  const { migrated, saver, store } = useEditor()
  const storedNode = migrated.get(node.id)
  const [isDone, setDone] = useState(false)
  const [isOpen, setOpen] = useState(false)
  if (!storedNode || isDone || storedNode.type !== node.type || storedNode.version >= node.version) return null
  const after = store.getState().nodeById.get(node.id)?.config ?? node.config
  const changes = configChanges(storedNode.config, after).length
  async function update() {
    saver.change(store.getState().graph)
    if (!(await saver.flush())) return
    migrated.delete(node.id)
    setDone(true)
  }
  return (
    <section className="rounded-md bg-info-soft px-3 py-2.5 text-sm">
      <p className="flex gap-2 text-info">
        <Icon name="info" size={14} className="mt-0.5 shrink-0" />
        {t('inspector.migrationTitle', { from: storedNode.version, to: node.version })}
      </p>
      <p className="mt-1 text-xs">
        {changes === 0 ? t('inspector.migrationSame') : t('inspector.migrationChanges', { count: changes })}
      </p>
      {isOpen ? <ConfigChangeList type={node.type} before={storedNode.config} after={after} /> : null}
      <div className="mt-2 flex gap-2">
        <Button size="sm" variant="primary" onClick={() => void update()}>
          {t('inspector.migrationUpdate')}
        </Button>
        {changes > 0 && !isOpen ? (
          <Button size="sm" onClick={() => setOpen(true)}>
            {t('inspector.migrationShow')}
          </Button>
        ) : null}
      </div>
    </section>
  )
}
