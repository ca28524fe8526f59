import type { Texts } from '../en/en.ts';
import { n, seats } from './korean.ts';

/** The words of the board of sessions. */
export const board: Pick<Texts, 'today' | 'card'> = {
  today: {
    title: '오늘',
    heading: (day) => `오늘, ${day}`,
    tomorrow: (day) => `내일, ${day}`,
    search: '회차 찾기',
    venue: '장소',
    allVenues: '모든 장소',
    past: (of) => `지난 회차 ${n(of)}개 보기`,
    hidePast: '지난 회차 숨기기',
    nothingToday: '오늘은 회차가 없습니다.',
    nothingFits: '맞는 회차가 없습니다. 검색어를 바꾸거나 모든 장소를 선택하세요.',
    notFetched: '아직 서버에서 받은 것이 없습니다.',
    notFetchedTodo: '연결되면 회차가 바로 나타납니다. 맨 위의 상태를 확인하세요.',
    empty: '빈 장부입니다.',
    emptyTodo: '회차가 날짜별로 여기에 나옵니다. 첫 회차를 만드세요.',
    emptyForOthers: '운영 담당자가 첫 회차를 만들면 날짜별로 여기에 나옵니다.',
    newSession: '새 회차',
  },

  card: {
    left: '남음',
    leftOf: (of) => `${seats(of)} 남음`,
    over: (of) => `${seats(of)} 초과 예약`,
    full: '만석',
    taken: '예약',
    allotted: '가져감',
    held: '확정 대기',
    offered: '제안 중',
    of: (capacity) => `정원 ${n(capacity)}`,
    asOf: (time) => `${time} 기준`,
    neverSynced: '이 기기의 숫자로만',
    waiting: (of) => `대기 ${n(of)}`,
    provisional: (of) => `내 가예약 ${n(of)}`,
    guaranteed: (of) => `내 보장 좌석 ${n(of)}`,
    unreadable: '예약하려면 앱을 업데이트하세요',
    leftByType: (left, label) => `${label}: ${seats(left)} 남음`,
    bar: (taken, left, capacity) => `${seats(capacity)} 중 ${seats(taken)} 예약, ${seats(left)} 남음`,
    zone: (time, zone) => `${zone} 시각 ${time}`,
  },
};
