export function hasMariadb(): boolean
export function hasRedis(): boolean
export function hasDovecot(): boolean
