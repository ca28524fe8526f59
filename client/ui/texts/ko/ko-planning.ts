import type { Column } from '../../planning/session-table.ts';
import type { PlanningTexts } from '../en/en-planning.ts';
import { listed, n, seats, withParticle } from './korean.ts';

const sessions = (of: number): string => `회차 ${n(of)}개`;
const columns: Record<Column, string> = {
  title: '제목',
  venue: '장소',
  starts: '시작',
  ends: '종료',
  zone: '시간대',
  full: '만석일 때',
  seats: '좌석',
};

export const koPlanning: PlanningTexts = {
  columns,
  listed,

  figures: {
    state: '상태',
    taken: '예약됨',
    left: '남음',
    waiting: '대기 일행',
    came: '온 손님',
    noShows: '오지 않은 손님',
    conflicts: '예약 충돌',
    toTell: '알려야 할 손님',
  },

  dayFigures: {
    period: '기간',
    periods: {
      'last-week': '지난주',
      week: '이번 주',
      'next-week': '다음 주',
      month: '이번 달',
      own: '직접 고르기',
    },
    from: '첫날',
    to: '마지막 날',
    wrongPeriod: (days) => `첫날과 그보다 앞서지 않는 마지막 날을 고르세요. 최대 ${n(days)}일입니다.`,
    none: '이 기간에는 회차가 없습니다.',
    noneTodo: '다른 기간이나 다른 장소를 고르세요.',
    fill: '예약률',
    booked: '예약된 좌석',
    bookedOf: (booked, capacity) => `${n(capacity)} 중 ${n(booked)}`,
    capacity: '전체 좌석',
    sessions: '회차',
    cancelled: (of) => `취소 ${n(of)}개`,
    waiting: '대기',
    came: '온 손님',
    noShows: '오지 않은 손님',
    conflicts: '예약 충돌',
    about:
      '대기는 일행 수, 온 손님과 오지 않은 손님은 사람 수입니다. 예약 충돌은 지킬 수 없게 되어 다르게 처리한 약속입니다.',
    chart: '날짜별 예약된 좌석과 전체 좌석',
    sameBelow: '아래 표에 같은 숫자가 있습니다.',
    ofDay: (day, booked, capacity) => `${day}: ${seats(capacity)} 중 ${seats(booked)} 예약됨`,
    byDay: '날짜별',
    byVenue: '장소별',
    day: '날짜',
    venue: '장소',
    inAll: '합계',
    asOf: (time) => `${time} 기준이며, 보내지 않은 내 기록도 들어 있습니다.`,
  },

  booking: {
    guest: '손님',
    phone: '전화',
    mail: '메일',
    note: '메모',
    outcome: '결정',
    seats: '좌석',
    party: '일행',
    wanted: '원한 좌석',
    arrival: '도착',
    arrivals: { 'checked-in': '도착함', 'no-show': '오지 않음' },
    came: '온 손님',
    bookedAt: '예약한 때(세계시)',
  },

  usual: {
    title: '새 회차',
    about:
      '새 회차를 만들 때의 기본값입니다. 모든 사람과 모든 기기에 적용되며, 이미 있는 회차는 바뀌지 않습니다.',
    save: '모두에게 적용',
    saved: '모두에게 적용했습니다. 새 회차는 이 값으로 시작합니다.',
    length: '길이',
    minutes: (of) => (of % 60 === 0 ? `${n(of / 60)}시간` : `${n(of)}분`),
    seats: '좌석',
  },

  give: {
    title: '표와 달력으로',
    about:
      '이 기기에 있는 장부이며, 보내지 않은 내 기록도 들어 있습니다. 회차 표는 줄을 더해 다시 받아들일 수 있고, 이미 있는 회차는 그 회차 화면에서 바꿉니다.',
    sessions: '회차를 표로',
    bookings: '예약을 표로',
    calendar: '회차를 달력으로',
    given: (of) => `${n(of)}줄을 파일로 저장함`,
    private: '예약에는 손님의 이름과 연락처가 있습니다. 팀만 볼 수 있는 곳에 보관하세요.',
  },

  toCalendar: '달력에 넣기',

  take: {
    title: '표에서 받아들이기',
    about:
      '어느 스프레드시트에서나 저장하는 CSV 파일로, 한 줄이 한 회차입니다. 첫 줄에는 열 이름을 적습니다: 제목, 장소, 시작(2026-05-01 09:00), 종료, 그리고 좌석이나 ‘좌석: 성인’, ‘좌석: 어린이’. 시간대와 만석일 때(일행 모두 대기, 남은 만큼 예약, 거절)는 없어도 되며, 만석일 때가 없으면 설정에서 정한 새 회차의 기본값을 따릅니다.',
    choose: '파일에서 회차 받아들이기',
    sheet: '이 회차를 받아들일까요?',
    reading: '표를 읽는 중',
    fresh: '새 회차',
    known: '이미 있어 그대로 두는 것',
    bad: '받아들일 수 없는 줄',
    sessions,
    line: (line) => `${n(line)}번째 줄`,
    badAbout: '파일에서 고친 뒤 다시 받아들이세요. 그때 이미 있는 것은 그대로 둡니다.',
    noneFresh: '이 표에는 새로운 것이 없습니다.',
    more: (of) => `그 밖에 ${n(of)}개`,
    seats,
    doIt: (of) => `${sessions(of)} 기록`,
    doing: (done, of) => `${n(of)}개 중 ${n(done)}개 기록함`,
    done: (of) => `이 기기에 저장됨: ${sessions(of)}.`,
    stopped: (done) =>
      `이 가운데 ${sessions(done)}를 기록했습니다. 나머지는 같은 파일을 다시 받아들이세요. 두 번 기록되는 것은 없습니다.`,
    leave: '그대로 두기',
    close: '완료',
    troubles: {
      'cut-off': '파일이 잘렸습니다. 닫히지 않은 따옴표가 있습니다. 다시 저장하세요.',
      empty: '이 파일에는 회차가 없습니다.',
      coding: '이 파일은 유니코드가 아닙니다. 스프레드시트에서 유니코드 형식으로 다시 저장하세요.',
      columns: (missing) => `첫 줄에 열 이름이 있어야 합니다. 빠진 것: ${missing}.`,
    },
    wrong: {
      missing: (column) => `${withParticle(column, '이/가')} 비어 있습니다.`,
      tooLong: (column) => `${withParticle(column, '이/가')} 너무 깁니다.`,
      noTime: (column, text) =>
        `${column}: “${text}”은(는) 읽을 수 없거나 그곳 시계에 없는 시각입니다. 2026-05-01 09:00처럼 적으세요.`,
      noZone: (text) => `“${text}”은(는) 시간대가 아닙니다. 대륙/도시처럼 적으세요.`,
      noRule: (column, text) =>
        `${column}: “${text}”은(는) 알 수 없습니다. 일행 모두 대기, 남은 만큼 예약, 거절 중 하나를 적으세요.`,
      noNumber: (column, text) => `${column}: “${text}”은(는) 좌석 수가 아닙니다.`,
      endsFirst: '시작보다 먼저 끝납니다.',
      noSeats: '좌석이 없습니다.',
      otherwise:
        '이미 있는 회차인데 좌석이나 끝나는 시각이 다릅니다. 있는 것을 그대로 두니, 그 회차 화면에서 바꾸세요.',
      twice: (line) => `${n(line)}번째 줄과 같은 회차입니다.`,
    },
  },
};
