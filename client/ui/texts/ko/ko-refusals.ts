import type { Refusal } from '../../../../shared/booking/decision.ts';
import type { Outcome } from '../../../../shared/booking/reservation.ts';
import { seats } from './korean.ts';

export const outcomes: Record<Outcome, string> = {
  confirmed: '확정됨',
  reserved: '예약됨',
  waitlisted: '대기 중',
  'wanting-more': '예약됨, 추가 대기',
  offered: '제안 중',
  unfilled: '좌석 없음',
  moved: '옮겨짐',
  declined: '거절됨',
  cancelled: '취소됨',
  expired: '만료됨',
};

export function refusal(why: Refusal): string {
  return `저장하지 않았습니다. ${reasonOf(why)}`;
}

function reasonOf(why: Refusal): string {
  switch (why.code) {
    case 'session-unknown':
      return '이 기기가 모르는 회차입니다. ‘오늘’로 돌아가 다시 여세요.';
    case 'session-exists':
      return '같은 회차가 이미 있습니다.';
    case 'session-unreadable':
      return '새 버전의 기록이 있는 회차입니다. 앱을 업데이트한 뒤 다시 시도하세요.';
    case 'session-closed':
      return '예약이 마감된 회차입니다. 다른 회차를 선택하세요.';
    case 'session-cancelled':
      return '취소된 회차입니다. 다른 회차를 선택하세요.';
    case 'session-ends-before-it-starts':
      return '회차가 시작 전에 끝나게 됩니다. 시각을 고치세요.';
    case 'seat-type-unknown':
      return `이 회차에는 “${why.seatType}” 좌석이 없습니다. 다른 종류를 선택하세요.`;
    case 'no-seats-asked':
      return '좌석을 하나 이상 선택하세요.';
    case 'not-enough-seats':
      return '남은 좌석이 모자랍니다. 좌석 수를 줄이거나 대기자로 올리세요.';
    case 'fewer-seats-than-that':
      return `줄일 수 있는 좌석은 ${seats(why.capacity)}뿐입니다.`;
    case 'contact-needed':
      return '예약이 아직 바뀔 수 있으므로 전화번호나 메일 주소가 필요합니다.';
    case 'reservation-unknown':
      return '이 기기가 더 이상 모르는 예약입니다. 회차에서 찾아보세요.';
    case 'reservation-ended':
      return `이미 끝난 예약입니다(${outcomes[why.outcome]}). 새로 예약하세요.`;
    case 'nothing-granted':
      return '아직 좌석이 없는 예약이어서 확정할 것이 없습니다.';
    case 'not-waiting':
      return '손님이 더 이상 대기자 명단에 없습니다.';
    case 'no-offer':
      return '손님에게 제안된 좌석이 더 이상 없습니다. 예약을 다시 확인하세요.';
    case 'answer-the-offer':
      return '손님에게 제안된 좌석이 있습니다. 제안을 수락하거나 거절하세요.';
    case 'allotment-unknown':
      return '이 기기가 모르는 좌석입니다. 가져간 좌석 없이 예약하세요.';
    case 'allotment-exists':
      return '이미 가져간 좌석입니다.';
    case 'allotment-not-confirmed':
      return '서버가 아직 좌석을 떼어 두지 않았습니다. 먼저 보내거나 가예약하세요.';
    case 'allotment-of-another':
      return '다른 기기가 가져간 좌석입니다. 그 좌석 없이 예약하세요.';
    case 'allotment-ended':
      return '돌려주었거나 기한이 지난 좌석입니다. 가예약하세요.';
    case 'moved-to-itself':
      return '이미 이 회차에 있는 예약입니다.';
    case 'booked-there-already':
      return '이미 그 회차에 있는 예약입니다.';
    case 'malformed':
      return `입력한 내용 가운데 저장할 수 없는 것이 있습니다: ${why.detail}.`;
  }
}
