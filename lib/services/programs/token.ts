import 'server-only'
import { hash, randomBytes } from 'node:crypto'

/** What a token is for stands in front of it, so that none is taken for another and scanners of secrets know them. */
export const PROGRAM_TOKEN = 'pb_mcp_'
export const REFRESH_TOKEN = 'pb_mcr_'
export const CODE = 'pb_mcc_'

/** 256 random bits. */
export const newToken = (prefix: string): string => prefix + randomBytes(32).toString('base64url')

/** What is kept of a token: base64url SHA-256. It is random, so no salt is needed. */
export const hashToken = (token: string): string => hash('sha256', token, 'base64url')
