'use client'
import { useState } from 'react'
import { ConfirmDialog } from '../ui/alert-dialog'
import { Button } from '../ui/button'
import { Dialog, DialogContent } from '../ui/dialog'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '../ui/dropdown-menu'
import { Tooltip } from '../ui/tooltip'
import { Example, Section } from './example'

export function OverlaySection() {
  const [open, setOpen] = useState<'dialog' | 'confirm' | null>(null)
  const close = () => setOpen(null)
  return (
    <Section title="Overlays">
      <Example name="Dialog">
        <Button onClick={() => setOpen('dialog')}>Open dialog</Button>
        <Dialog open={open === 'dialog'} onOpenChange={close}>
          <DialogContent
            title="Rename app"
            description="The address of the published app stays the same."
            footer={<Button onClick={close}>Close</Button>}
          >
            Content
          </DialogContent>
        </Dialog>
      </Example>
      <Example name="ConfirmDialog">
        <Button variant="danger" onClick={() => setOpen('confirm')}>
          Delete app
        </Button>
        <ConfirmDialog
          open={open === 'confirm'}
          onOpenChange={close}
          title="Delete “Support”?"
          description="Its runs are deleted too. This cannot be undone."
          confirmLabel="Delete app"
          tone="danger"
          onConfirm={close}
        />
      </Example>
      <Example name="DropdownMenu">
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button>Open menu</Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent>
            <DropdownMenuItem icon="copy" shortcut="⌘D">
              Duplicate
            </DropdownMenuItem>
            <DropdownMenuItem tone="danger">Delete</DropdownMenuItem>
          </DropdownMenuContent>
        </DropdownMenu>
      </Example>
      <Example name="Tooltip">
        <Tooltip content="Runs the draft" shortcut="⌘↵">
          <Button>Hover me</Button>
        </Tooltip>
      </Example>
    </Section>
  )
}
