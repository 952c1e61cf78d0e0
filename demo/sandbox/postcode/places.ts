/** What Kakao's service says of an address that is picked, in its own names; empty where there is nothing. */
export type Place = {
  zonecode: string;
  roadAddress: string;
  jibunAddress: string;
  sido: string;
  sigungu: string;
  bname: string;
  buildingName: string;
  /** Whether several households live there. */
  apartment: 'Y' | 'N';
};

/** A few addresses of each kind: with and without 법정동 and building, on islands that cost more to send to. */
export const places: readonly Place[] = [
  {
    zonecode: '04524',
    roadAddress: '서울 중구 세종대로 110',
    jibunAddress: '서울 중구 태평로1가 31',
    sido: '서울',
    sigungu: '중구',
    bname: '태평로1가',
    buildingName: '서울특별시청',
    apartment: 'N',
  },
  {
    zonecode: '05698',
    roadAddress: '서울 송파구 송파대로 345',
    jibunAddress: '서울 송파구 가락동 913',
    sido: '서울',
    sigungu: '송파구',
    bname: '가락동',
    buildingName: '헬리오시티',
    apartment: 'Y',
  },
  {
    zonecode: '13529',
    roadAddress: '경기 성남시 분당구 판교역로 166',
    jibunAddress: '경기 성남시 분당구 백현동 532',
    sido: '경기',
    sigungu: '성남시 분당구',
    bname: '백현동',
    buildingName: '카카오 판교 아지트',
    apartment: 'N',
  },
  {
    zonecode: '63309',
    roadAddress: '제주특별자치도 제주시 첨단로 242',
    jibunAddress: '제주특별자치도 제주시 영평동 2181',
    sido: '제주특별자치도',
    sigungu: '제주시',
    bname: '영평동',
    buildingName: '',
    apartment: 'N',
  },
  {
    zonecode: '63002',
    roadAddress: '제주특별자치도 제주시 한림읍 한림로 650',
    jibunAddress: '제주특별자치도 제주시 한림읍 한림리 919',
    sido: '제주특별자치도',
    sigungu: '제주시',
    bname: '한림리',
    buildingName: '',
    apartment: 'N',
  },
  {
    zonecode: '40221',
    roadAddress: '경북 울릉군 울릉읍 도동2길 68',
    jibunAddress: '경북 울릉군 울릉읍 도동리 266',
    sido: '경북',
    sigungu: '울릉군',
    bname: '도동리',
    buildingName: '울릉군청',
    apartment: 'N',
  },
];
