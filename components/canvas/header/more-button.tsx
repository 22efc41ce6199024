'use client'
import { useState } from 'react'
import { IconButton } from '@/components/ui/icon-button'
import { LazyDialog } from '@/components/ui/lazy-part'
import { t } from '@/lib/client/messages/t'
import { editorMenu } from '../lazy/parts'

/** Opens the menu with everything that has no button of its own in the header. */
export function MoreButton() {
  const [button, setButton] = useState<HTMLElement | null>(null)
  const [open, setOpen] = useState(false)
  return (
    <>
      <IconButton
        ref={setButton}
        icon="more-horizontal"
        label={t('canvas.more')}
        tooltip={false}
        aria-haspopup="menu"
        aria-expanded={open}
        onPointerEnter={() => void editorMenu.load().catch(() => null)}
        onClick={() => setOpen(true)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          setOpen(true)
        }}
      />
      <LazyDialog
        part={editorMenu}
        open={open}
        props={{ button, open, onOpenChange: setOpen }}
        onClose={() => setOpen(false)}
      />
    </>
  )
}
