import type { HistoryTexts } from '../en/en-history.ts';
import { entries, n } from './korean.ts';

export const koHistory: HistoryTexts = {
  find: '찾기',
  guest: '손님',
  session: '회차',
  kind: '있었던 일',
  person: '사람',
  device: '기기',
  from: '이때부터',
  before: '이때 전까지',
  any: '모두',
  clear: '모든 기록 보기',
  kinds: {
    session: '회차 자체',
    seats: '좌석',
    booking: '예약',
    waitlist: '대기와 제안',
    arrival: '체크인',
    guest: '손님과 연락',
  },
  some: (shown, all) => `${entries(all)} 가운데 ${n(shown)}건`,
  noMatch: '그런 기록이 없습니다.',
  noMatchTodo: '조건을 하나 빼 보세요.',
};
