'use client'
import { Select } from '@/components/ui/select'
import type { Role } from '@/lib/contracts/session'
import { roleName, roleText } from './role-labels'

export interface RoleSelectProps<Offered extends Role> {
  value: Role
  roles: readonly Offered[]
  onSelect: (role: Offered) => void
  size?: 'sm' | 'md'
  disabled?: boolean
  className?: string
  id?: string
  'aria-label'?: string
  'aria-describedby'?: string
}

export function RoleSelect<Offered extends Role>({ value, roles, onSelect, ...rest }: RoleSelectProps<Offered>) {
  function choose(next: string) {
    const found = roles.find((role) => role === next)
    if (found !== undefined && found !== value) onSelect(found)
  }
  return (
    <Select
      {...rest}
      value={value}
      onValueChange={choose}
      options={roles.map((role) => ({ value: role, label: roleName(role), description: roleText(role) }))}
    />
  )
}
