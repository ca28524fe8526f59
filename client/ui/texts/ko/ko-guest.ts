import type { GuestTexts } from '../en/en-guest.ts';
import { language, n, nim, party, withParticle } from './korean.ts';

export const koGuest: GuestTexts = {
  language,
  party,
  ticket: {
    title: '입장권',
    show: '입장할 때 인쇄한 것이나 휴대전화 화면을 보여 주세요.',
    code: (code) => `코드 ${code}`,
    text: (session, place, what, code) => `“${session}” 입장권입니다. ${place}. ${what}. 코드 ${code}.`,
  },
  waitlisted: (guest, session, place) =>
    `${nim(guest)}, 안녕하세요. 예약이 접수되기 전에 “${session}” 좌석이 모두 찼습니다. 지금 대기자 명단${place ? ` ${n(place)}번째` : ''}에 올려 드렸으며, 자리가 나면 연락드리겠습니다.`,
  declined: (guest, session) =>
    `${nim(guest)}, 안녕하세요. 예약이 접수되기 전에 “${session}” 좌석이 모두 차서 예약을 지켜 드리지 못했습니다. 죄송합니다.`,
  reserved: (guest, session, what) => `${nim(guest)}, 안녕하세요. “${session}” 예약은 이제 ${what}입니다.`,
  cancelled: (guest, session) =>
    `${nim(guest)}, 안녕하세요. ${withParticle(`“${session}”`, '이/가')} 취소되었습니다. 죄송합니다.`,
  moved: (guest, session, when) =>
    `${nim(guest)}, 안녕하세요. “${session}” 시작 시각이 ${withParticle(when, '으로/로')} 바뀌었습니다.`,
  offered: (guest, session, what, until) =>
    `${nim(guest)}, 안녕하세요. “${session}”에 자리가 나서 ${withParticle(what, '을/를')} 남겨 두었습니다. 이용하시겠습니까? ${until ? `${until}까지 답해 주시기 바랍니다. 그 뒤에는 다음 손님에게 넘어갑니다.` : '오래 남겨 둘 수 없으니 빨리 답해 주시기 바랍니다.'}`,
  offerOver: (guest, session) =>
    `${nim(guest)}, 안녕하세요. 제때 답을 받지 못해 “${session}”에 남겨 둔 좌석이 다음 손님에게 넘어갔습니다.`,
  holdOver: (guest, session) =>
    `${nim(guest)}, 안녕하세요. “${session}” 예약이 제때 확정되지 않아 좌석을 돌려놓았습니다. 아직 오실 생각이 있으면 알려 주시기 바랍니다.`,
  moveUndone: (guest, session, what) =>
    `${nim(guest)}, 안녕하세요. 옮기려던 회차가 가득 차서 “${session}” 예약(${what})을 그대로 유지합니다.`,
};
