export const TOOL = 'claude_code';
