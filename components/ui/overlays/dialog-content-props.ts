import type { Dialog as Radix } from 'radix-ui'
import type { ComponentProps, ReactNode } from 'react'

export interface DialogContentProps extends Omit<ComponentProps<typeof Radix.Content>, 'title'> {
  title: ReactNode
  description?: ReactNode
  size?: 'sm' | 'md' | 'lg' | 'xl'
  /** Right-aligned buttons below the scrolling body. */
  footer?: ReactNode
  /** False removes the close button. */
  isClosable?: boolean
}
